using System.Text.Json.Nodes;
using NimbusFunctions.Access;
using NimbusFunctions.Fields;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tenants.Settings;

/// <summary>Changes sections of a tenant's settings for somebody: everything that was asked for, or nothing of it.</summary>
internal sealed class SettingsDesk(SettingsStore store, IEnumerable<ISettingsCheck> checks, IServiceProvider services)
{
    public SettingsStore Store => store;

    /// <param name="caller">Who asks.</param>
    /// <param name="before">The settings as the caller's change was made of.</param>
    /// <param name="changes">The sections as they are to be.</param>
    /// <param name="errors">What is known to be wrong already.</param>
    /// <param name="prefixed">Whether faults name the section too.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async Task<SettingsOutcome> WriteAsync(
        Caller caller, SettingsDocument before, IReadOnlyList<(ISettingsSection Section, JsonObject Json)> changes, ValidationErrors errors,
        bool prefixed, CancellationToken cancellation)
    {
        var (writes, bounds) = (new List<SectionWrite>(), SettingsBounds.Of(services));
        foreach (var (section, given) in changes)
        {
            var faults = new ValidationErrors();
            var stored = before.Of(section);
            if (section.Take(given, bounds, faults) is not { } json)
                errors.AddAll(prefixed ? $"{section.Name}." : "", faults);
            else if (!SectionJson.Same(stored.Json, json))
                writes.Add(new(section, json, stored.Revision));
        }

        foreach (var write in writes)
        {
            var faults = new ValidationErrors();
            foreach (var check in checks)
                await check.CheckAsync(before.Tenant.Id, write.Section, write.Json, faults, cancellation);
            errors.AddAll(prefixed ? $"{write.Section.Name}." : "", faults);
        }

        if (errors.Any)
            return new SettingsOutcome.Refused(errors.ToProblem());
        var forbidden = writes.SelectMany(write => ChangedFields.Between(before.Of(write.Section).Json, write.Json)
            .Where(field => write.Section.Fields.Any(known => known.Name == field) && !caller.MayTenantWide(FieldOf(write.Section, field), Letters.Update))
            .Select(field => FieldOf(write.Section, field))).ToList();
        if (forbidden.Count > 0)
            return new SettingsOutcome.Refused(AccessProblem.Missing(string.Join(", ", forbidden), Letters.Update));
        if (writes.Count == 0)
            return new SettingsOutcome.Stored();
        return await store.WriteAsync(before.Tenant.Id, writes, caller.Author, cancellation) is null ? new SettingsOutcome.Overtaken() : new SettingsOutcome.Stored();
    }

    public static string FieldOf(ISettingsSection section, string field) => $"{Permissions.Settings}.{section.Name}.{field}";

    /// <summary>Which fields of a section somebody may read.</summary>
    public static Func<string, bool> Readable(Caller caller, ISettingsSection section) =>
        field => caller.MayTenantWide(FieldOf(section, field), Letters.Read);
}
