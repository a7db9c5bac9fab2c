namespace NimbusFunctions.Directory.Users;

/// <summary>What the directory says of a user; read-only here. Empty where it says nothing.</summary>
internal sealed record UserDetails(
    string DisplayName, string GivenName, string Surname, string UserPrincipalName, string Department, string Mail)
{
    public static UserDetails None { get; } = new("", "", "", "", "", "");
}
