using System.Text.Json.Nodes;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Services.Settings;

/// <summary>What a service's settings become of what somebody sent: a pure decision.</summary>
internal static class ServiceMerge
{
    /// <param name="change">What was sent.</param>
    /// <param name="before">The document as it is.</param>
    /// <param name="mayRead">What the caller may read; the rest stays.</param>
    /// <param name="errors">Takes the faults of single fields and of sections.</param>
    /// <returns>The document; sound only where there are no faults.</returns>
    public static JsonObject Merge(ServiceSettingsChange change, JsonObject before, Func<ServiceField, bool> mayRead, ValidationErrors errors)
    {
        var after = before.DeepClone().AsObject();
        foreach (var (section, given) in Parts(change, errors))
        {
            var was = before[section.Name]!.AsObject();
            var becomes = change.IsPatch ? ServiceDocument.Patch(section, was, given) : ServiceDocument.Put(section, was, given, mayRead);
            ServiceChecks.Fields(section, was, becomes, errors);
            after[section.Name] = becomes;
        }

        return after;
    }

    private static List<(ServiceSection Section, JsonObject Given)> Parts(ServiceSettingsChange change, ValidationErrors errors)
    {
        if (change.Section is { } one)
            return [(one, change.Given)];
        foreach (var (name, value) in change.Given)
        {
            if (!ServiceCatalogue.All.ContainsKey(name))
                errors.Add(Printable.Short(name), "is not a known section.");
            else if (value is not JsonObject)
                errors.Add(name, "must be an object.");
        }

        if (!change.IsPatch)
        {
            foreach (var section in ServiceCatalogue.InOrder.Where(section => !change.Given.ContainsKey(section.Name)))
                errors.Add(section.Name, "is missing; PATCH changes single sections.");
        }

        return [.. change.Given.Where(part => part.Value is JsonObject && ServiceCatalogue.All.ContainsKey(part.Key)).Select(part => (ServiceCatalogue.All[part.Key], part.Value!.AsObject()))];
    }
}
