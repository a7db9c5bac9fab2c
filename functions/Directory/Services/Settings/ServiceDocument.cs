using System.Text.Json.Nodes;
using NimbusFunctions.Fields;

namespace NimbusFunctions.Directory.Services.Settings;

/// <summary>A service's settings as one document, wherever each field lies: pure, values in, values out.</summary>
internal static class ServiceDocument
{
    /// <summary>All sections with all fields.</summary>
    public static JsonObject Of(Service service)
    {
        var (document, kept) = (new JsonObject(), service.Settings.Parse());
        foreach (var section in ServiceCatalogue.InOrder)
        {
            var fields = new JsonObject();
            foreach (var field in section.Fields)
                fields[field.Name] = field.Reads is { } reads ? reads(service) : kept[section.Name]?[field.Name]?.DeepClone() ?? field.DefaultValue();
            document[section.Name] = fields;
        }

        return document;
    }

    /// <summary>What somebody may read of a section.</summary>
    public static JsonObject Visible(JsonObject document, ServiceSection section, Func<ServiceField, bool> mayRead)
    {
        var shown = new JsonObject();
        foreach (var field in section.Fields.Where(mayRead))
            shown[field.Name] = document[section.Name]![field.Name]?.DeepClone();
        return shown;
    }

    /// <summary>The section after somebody put it whole: what they cannot see, and what is not theirs to leave out, stays.</summary>
    public static JsonObject Put(ServiceSection section, JsonObject before, JsonObject given, Func<ServiceField, bool> mayRead)
    {
        var after = given.DeepClone().AsObject();
        foreach (var field in section.Fields.Where(field => !after.ContainsKey(field.Name)))
        {
            if (field.Stays || !mayRead(field))
                after[field.Name] = before[field.Name]?.DeepClone();
            else if (!field.Rule.IsRequired)
                after[field.Name] = field.DefaultValue();
        }

        return after;
    }

    /// <summary>The section after a patch (RFC 7396, JSON Merge Patch): null takes a field back to its default.</summary>
    public static JsonObject Patch(ServiceSection section, JsonObject before, JsonObject patch)
    {
        var after = before.DeepClone().AsObject();
        foreach (var (name, value) in patch)
        {
            var field = section.Fields.FirstOrDefault(field => field.Name == name);
            if (value is not null || field is null || field.Rule.IsRequired)
                after[name] = value?.DeepClone();
            else if (!field.Stays || field.Reads is null)
                after[name] = field.DefaultValue();
        }

        return after;
    }

    /// <summary>Object ids are spelled in one way.</summary>
    public static void Tidy(JsonObject document)
    {
        foreach (var (section, field) in ServiceCatalogue.Fields)
        {
            var fields = document[section.Name]!.AsObject();
            if (field.Rule is ReferenceRule or GuidRule or Rules.UnitRule && fields[field.Name] is { } id)
                fields[field.Name] = id.GetValue<string>().ToLowerInvariant();
            else if (field.Rule is ListRule { Element: ReferenceRule } && fields[field.Name] is JsonArray ids)
                fields[field.Name] = new JsonArray([.. ids.Select(one => (JsonNode)one!.GetValue<string>().ToLowerInvariant())]);
        }
    }

    /// <summary>The service with a document that was found sound. The revision is whoever writes its.</summary>
    public static Service Apply(Service service, JsonObject document)
    {
        var (current, kept) = (Of(service), new JsonObject());
        foreach (var (section, field) in ServiceCatalogue.Fields)
        {
            var value = document[section.Name]![field.Name];
            if (field.Writes is not null)
            {
                if (!JsonNode.DeepEquals(value, current[section.Name]![field.Name]))
                    service = field.Writes(service, value);
            }
            else if (!JsonNode.DeepEquals(value, field.DefaultValue()))
            {
                if (!kept.ContainsKey(section.Name))
                    kept[section.Name] = new JsonObject();
                kept[section.Name]![field.Name] = value?.DeepClone();
            }
        }

        return service with { Settings = service.Settings with { Json = kept.ToJsonString() } };
    }

    /// <summary>The fields in which two documents differ.</summary>
    public static IReadOnlyList<(ServiceSection Section, ServiceField Field)> Between(JsonObject before, JsonObject after) =>
        [.. ServiceCatalogue.Fields.Where(place => !JsonNode.DeepEquals(before[place.Section.Name]![place.Field.Name], after[place.Section.Name]![place.Field.Name]))];

    /// <summary>Some fields of a document, by section.</summary>
    public static JsonObject Only(JsonObject document, IEnumerable<(ServiceSection Section, ServiceField Field)> places)
    {
        var some = new JsonObject();
        foreach (var (section, field) in places)
        {
            if (!some.ContainsKey(section.Name))
                some[section.Name] = new JsonObject();
            some[section.Name]![field.Name] = document[section.Name]![field.Name]?.DeepClone();
        }

        return some;
    }
}
