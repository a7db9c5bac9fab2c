using System.Text.Json;
using System.Text.Json.Serialization;
using NimbusFunctions.Local.Simulator.Faults;

namespace NimbusFunctions.Local.Simulator.Control;

/// <summary>A fault as a caller writes it.</summary>
internal sealed record FaultBody
{
    private static readonly Dictionary<string, FaultKind> Kinds = Enum.GetValues<FaultKind>()
        .ToDictionary(kind => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString()), StringComparer.OrdinalIgnoreCase);

    public string? Match { get; init; }

    public string? Kind { get; init; }

    public int? Status { get; init; }

    /// <summary>Seconds, as text or number; kept to the letter.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? RetryAfter { get; init; }

    public string? Code { get; init; }

    public int? DelayMs { get; init; }

    public double? Probability { get; init; }

    /// <summary>How many requests are struck; 1 when absent, 0 = until the faults are cleared.</summary>
    public int? Times { get; init; }

    public static string NameOf(FaultKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    /// <summary>The fault; null with what is wrong.</summary>
    public Fault? TryMake(out string problem)
    {
        problem = "";
        var kind = Kind is null ? FaultKind.Status : Kinds.GetValueOrDefault(Kind, (FaultKind)(-1));
        if (Match is null) problem = "match is missing; it is part of \"METHOD path\", such as \"users/delta\" (\"\" strikes every request).";
        else if (!Enum.IsDefined(kind)) problem = $"kind is '{Kind}'; it must be one of {string.Join(", ", Kinds.Keys)}.";
        else if (kind is FaultKind.Status && Status is not (>= 400 and <= 599)) problem = "status must be between 400 and 599, or kind must be given.";
        else if (kind is not FaultKind.Status && Status is not null) problem = $"status goes without kind only; kind is '{Kind}'.";
        else if (kind is FaultKind.Slow && DelayMs is not (>= 1 and <= 600_000)) problem = "delayMs must be between 1 and 600000 for the kind slow.";
        else if (Probability is < 0 or > 1) problem = "probability must be between 0 and 1.";
        else if (Times is < 0) problem = "times must not be negative; 0 = until the faults are cleared.";
        else if (RetryAfter is { } after && after.Any(c => c is < ' ' or > '~')) problem = "retryAfter must be plain text.";
        if (problem.Length > 0) return null;
        return new Fault
        {
            Match = Match!,
            Kind = kind,
            Status = Status ?? 0,
            RetryAfter = RetryAfter,
            Code = Code,
            Delay = TimeSpan.FromMilliseconds(DelayMs ?? 0),
            Probability = Probability ?? 1,
            Times = Times switch { null => 1, 0 => null, var times => times },
        };
    }
}
