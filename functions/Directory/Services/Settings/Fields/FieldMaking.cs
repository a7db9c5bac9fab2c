using System.Text.Json.Nodes;
using NimbusFunctions.Fields;

namespace NimbusFunctions.Directory.Services.Settings.Fields;

/// <summary>Makes fields that are alike.</summary>
internal static class FieldMaking
{
    public const string OfCalls = "Stored for the engine that leads calls, which reads it here.";
    public const string OfDistribution = "Stored for the engine that distributes tasks, which reads it here.";
    public const string OfReporting = "Stored for reporting, which reads it here.";
    public const string OfPortal = "Stored for the portal, which reads it here.";
    public const string Off = "false";

    private const int LongestWait = 3_600;

    public static ServiceField Switch(string name, string says, string reader, string @default = Off) =>
        new(name, new SwitchRule(), says, reader) { Default = @default };

    /// <summary>A switch that lies in a column of the service.</summary>
    public static ServiceField Switch(string name, string says, string reader, string @default, Func<Service, bool> reads, Func<Service, bool, Service> writes) =>
        Switch(name, says, reader, @default) with { Reads = service => reads(service), Writes = (service, value) => writes(service, value!.GetValue<bool>()) };

    public static ServiceField Seconds(string name, int usual, string says, string reader, int least = 0, int most = LongestWait) =>
        new(name, new WholeRule(least, most), says, reader) { Default = usual.ToString(System.Globalization.CultureInfo.InvariantCulture) };

    public static ServiceField Reference(string name, string kind, string says, string reader) => new(name, new ReferenceRule(kind), says, reader);

    public static ServiceField References(string name, string kind, int most, string says, string reader) =>
        new(name, new ListRule(new ReferenceRule(kind), most) { Unique = ListRule.Itself }, says, reader) { Default = "[]" };

    /// <summary>A word that lies in a column of the service.</summary>
    public static ServiceField Word(string name, IEnumerable<string> words, string says, string reader, Func<Service, string> reads, Func<Service, string, Service> writes) =>
        new(name, new WordRule([.. words]), says, reader) { Reads = service => (JsonNode)reads(service), Writes = (service, value) => writes(service, value!.GetValue<string>()) };

    /// <summary>A switch of the product's that cannot be switched.</summary>
    public static ServiceField Fixed(string name, bool value, string says, string reader) =>
        Switch(name, says, reader, value ? "true" : Off, _ => value, (service, _) => service) with { IsFixed = true, Stays = true };
}
