using System.Text.Json.Serialization;

namespace NimbusFunctions.Local.Simulator.Directory;

/// <summary>
/// Something done to a simulated tenant from outside. A command holds every value it needs (also new ids), so that
/// the journal can repeat it to the letter.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "do")]
[JsonDerivedType(typeof(CreateUser), "create-user")]
[JsonDerivedType(typeof(ChangeUser), "change-user")]
[JsonDerivedType(typeof(DeleteUser), "delete-user")]
[JsonDerivedType(typeof(RestoreUser), "restore-user")]
[JsonDerivedType(typeof(CreateTeam), "create-team")]
[JsonDerivedType(typeof(ChangeTeam), "change-team")]
[JsonDerivedType(typeof(DeleteTeam), "delete-team")]
[JsonDerivedType(typeof(RestoreTeam), "restore-team")]
[JsonDerivedType(typeof(AddToTeam), "add-to-team")]
[JsonDerivedType(typeof(RemoveFromTeam), "remove-from-team")]
[JsonDerivedType(typeof(Consent), "consent")]
[JsonDerivedType(typeof(Permission), "permission")]
[JsonDerivedType(typeof(Delegate), "delegate")]
internal abstract record DirectoryCommand
{
    /// <summary>Values are keyed by Graph's property names; a null clears the property.</summary>
    internal sealed record CreateUser(Guid Id, IReadOnlyDictionary<string, string?> Values, bool? AccountEnabled) : DirectoryCommand;

    internal sealed record ChangeUser(Guid Id, IReadOnlyDictionary<string, string?> Values, bool? AccountEnabled) : DirectoryCommand;

    internal sealed record DeleteUser(Guid Id, bool Permanent) : DirectoryCommand;

    internal sealed record RestoreUser(Guid Id) : DirectoryCommand;

    internal sealed record CreateTeam(
        Guid Id, string DisplayName, string? Description, string MailNickname, IReadOnlyList<Guid> Members, IReadOnlyList<Guid> Owners) : DirectoryCommand;

    /// <summary>A null leaves the value as it is.</summary>
    internal sealed record ChangeTeam(Guid Id, string? DisplayName, string? Description) : DirectoryCommand;

    internal sealed record DeleteTeam(Guid Id, bool Permanent) : DirectoryCommand;

    internal sealed record RestoreTeam(Guid Id) : DirectoryCommand;

    internal sealed record AddToTeam(Guid Team, Guid User, TeamRole Role) : DirectoryCommand;

    internal sealed record RemoveFromTeam(Guid Team, Guid User, TeamRole Role) : DirectoryCommand;

    /// <summary>The tenant consents to the app as registered, or takes the consent back altogether.</summary>
    internal sealed record Consent(bool Given) : DirectoryCommand;

    /// <summary>One application permission, by name, granted or taken away.</summary>
    internal sealed record Permission(string Role, bool Granted) : DirectoryCommand;

    /// <summary>One delegated permission, by name, granted or taken away; no user: for everybody.</summary>
    internal sealed record Delegate(string Scope, Guid? User, bool Granted) : DirectoryCommand;
}
