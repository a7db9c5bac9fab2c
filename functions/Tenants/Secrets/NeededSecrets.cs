using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tenants.Secrets;

/// <summary>A section that needs a secret is not switched on without it.</summary>
internal sealed class NeededSecrets(SecretDesk desk) : ISettingsCheck
{
    public async Task CheckAsync(string tenant, ISettingsSection section, string json, ValidationErrors errors, CancellationToken cancellation)
    {
        foreach (var kind in SecretKind.All.Where(kind => kind.Section == section && kind.IsNeeded(json)))
        {
            if (!await desk.IsSetAsync(tenant, kind, cancellation))
                errors.Add(kind.Field, $"needs the secret {kind.Name}, which is not set: PUT /v1/tenants/{tenant}/secrets/{kind.Name} first.");
        }
    }
}
