using System.Globalization;
using System.Text.Json.Nodes;

namespace NimbusFunctions.Local.Flows;

/// <summary>What came of a step.</summary>
/// <param name="Step">The step.</param>
/// <param name="Status">Its status in words.</param>
/// <param name="Resends">How often its requests were sent again, together.</param>
/// <param name="Time">How long it took, pauses included.</param>
/// <param name="Value">What later steps can use of it.</param>
/// <param name="Failure">Why it failed; null: it did not.</param>
internal sealed record StepResult(FlowStep Step, string Status, int Resends, TimeSpan Time, JsonNode? Value, string? Failure)
{
    /// <summary>One line for whoever reads along.</summary>
    public string Line => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Failure is null ? "ok   " : "WRONG")} {Step.Id}: {Step.Kind.Says}: {Status}, {Time.TotalSeconds:0.00} s, {(Resends switch
        {
            0 => "nothing resent",
            1 => "resent once",
            _ => $"resent {Resends} times",
        })}");
}
