using NimbusFunctions.Tenants.Secrets;
using NimbusFunctions.Tenants.Sections;

namespace NimbusFunctions.Tenants.Checks;

/// <summary>Whether a connection string serves: a user and a token can be created with it.</summary>
internal sealed class AcsCheck(SecretKind kind, SecretDesk desk, AcsTrial trial, TimeProvider time) : ITenantCheck
{
    public string Name => kind.Check;

    public async Task<CheckFinding> RunAsync(CheckRequest request, CancellationToken cancellation)
    {
        var isNeeded = kind.IsNeeded(request.Settings.Of(kind.Section).Json);
        StoredSecret? row;
        string? value;
        try
        {
            (row, value) = await desk.ReadAsync(request.Tenant, kind, cancellation);
        }
        catch (SecretStoreException failure)
        {
            return CheckFinding.Wrong("store-failed", failure.Message);
        }

        if (row is null || value is null)
        {
            return isNeeded || row is not null
                ? CheckFinding.NotSet($"The secret {kind.Name} is not there{(isNeeded ? $", and {kind.Section.Name}.{kind.Field} needs it" : "")}: PUT …/secrets/{kind.Name} with the connection string.")
                : CheckFinding.Off($"{kind.Section.Name}.{kind.Field} is off and no secret {kind.Name} is set; there is nothing to check.");
        }

        // One that is set is tried also while nothing needs it: that is when it can still be mended.
        var resource = kind == SecretKind.InstantMessaging ? request.Read(SettingsCatalogue.InstantMessaging).AcsResourceId : null;
        var finding = AcsVerdict.Of(await trial.RunAsync(value, cancellation), resource, "instantMessaging.acsResourceId");
        await desk.NoteAsync(request.Tenant, row, new(time.GetUtcNow(), finding.Ok, finding.Says), cancellation);
        return finding;
    }
}
