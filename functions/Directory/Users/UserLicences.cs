namespace NimbusFunctions.Directory.Users;

/// <summary>The product's licences of a user; stored and in answers by name.</summary>
[Flags]
internal enum UserLicences
{
    None = 0,
    ContactCenter = 1,
    AttendantConsole = 2,
    Interact = 4,
    Assistant = 8,
    InstantMessaging = 16,
    ExternalTask = 32,
    Email = 64,
}
