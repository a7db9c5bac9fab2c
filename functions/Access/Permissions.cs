namespace NimbusFunctions.Access;

/// <summary>The names of the things that permissions are about; a field of a section is <c>settings.general.name</c>.</summary>
internal static class Permissions
{
    public const string Tenants = "tenants";
    public const string Settings = "settings";
    public const string Users = "users";
    public const string Services = "services";
    public const string ServiceLicence = "services.licence";
    public const string Sync = "sync";
    public const string PauseAll = "sync.pauseAll";
    public const string Health = "health.details";
}
