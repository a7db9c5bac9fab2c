using System.Text.Json;
using System.Text.Json.Nodes;
using NimbusFunctions.Directory.Services.Settings.Fields;
using NimbusFunctions.Fields;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Services.Settings;

/// <summary>What is wrong with a service's settings in themselves: pure decisions, every fault with its path.</summary>
internal static class ServiceChecks
{
    /// <summary>Names what is wrong with the single fields of a section.</summary>
    public static void Fields(ServiceSection section, JsonObject before, JsonObject after, ValidationErrors errors)
    {
        using var document = JsonDocument.Parse(after.ToJsonString());
        SettingsField.CheckAll($"{section.Name}.", [.. section.Fields.Select(field => field.AsSetting)], document.RootElement, SettingsBounds.Usual, errors);
        foreach (var field in section.Fields.Where(field => field.IsFixed && !JsonNode.DeepEquals(before[field.Name], after[field.Name])))
            errors.Add(section.PathOf(field), $"is fixed: it is {before[field.Name]!.ToJsonString().Trim('"')}.");
    }

    /// <summary>Names what is wrong beyond single fields, which are sound.</summary>
    public static void Whole(JsonObject before, JsonObject after, ValidationErrors errors)
    {
        var (general, distribution, interact) = (after[ServiceCatalogue.General.Name]!, after[ServiceCatalogue.Distribution.Name]!, after[ServiceCatalogue.Interact.Name]!);
        if (general[GeneralFields.Number] is not null && !general[GeneralFields.PstnActive]!.GetValue<bool>())
            errors.Add($"{ServiceCatalogue.General.Name}.{GeneralFields.Number}", $"needs {GeneralFields.PstnActive}.");
        if (distribution[DistributionFields.Redirect]!.GetValue<bool>() && distribution[DistributionFields.Destination] is null)
            errors.Add($"{ServiceCatalogue.Distribution.Name}.{DistributionFields.Destination}", $"must say where to: {DistributionFields.Redirect} is on.");
        if (interact[InteractFields.Restrict]!.GetValue<bool>() && interact[InteractFields.Template] is null)
            errors.Add($"{ServiceCatalogue.Interact.Name}.{InteractFields.Template}", "must name a domain template: access is restricted to its pages.");
        var licence = general[GeneralFields.Licence]!.GetValue<string>();
        foreach (var (section, field) in ServiceDocument.Between(before, after))
        {
            if (field.IsInUse(after[section.Name]![field.Name]) && !ServiceLicences.Has(licence, field.Needs!))
                errors.Add(section.PathOf(field), $"needs the licence {field.Needs} of the service.");
        }
    }
}
