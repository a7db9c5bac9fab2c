namespace NimbusFunctions.Local.Simulator.Directory;

/// <summary>The user properties that can change, as a set: what a change touched, what was ever set, what a delta query tracks.</summary>
[Flags]
internal enum UserProperties : uint
{
    None = 0,
    DisplayName = 1,
    GivenName = 1 << 1,
    Surname = 1 << 2,
    UserPrincipalName = 1 << 3,
    Mail = 1 << 4,
    Department = 1 << 5,
    JobTitle = 1 << 6,
    OfficeLocation = 1 << 7,
    PreferredLanguage = 1 << 8,
    MobilePhone = 1 << 9,
    AccountEnabled = 1 << 10,
}
