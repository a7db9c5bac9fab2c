using System.Text.Json.Serialization;

namespace NimbusFunctions.Directory.Runs;

/// <summary>A line of a recording (application/x-ndjson): everything that a replay needs, in the order it happened.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(RunLine), "run")]
[JsonDerivedType(typeof(SliceLine), "slice")]
[JsonDerivedType(typeof(AnswerLine), "answer")]
[JsonDerivedType(typeof(RowLine), "row")]
[JsonDerivedType(typeof(EndLine), "end")]
[JsonDerivedType(typeof(DecisionLine), "decision")]
[JsonDerivedType(typeof(SummaryLine), "summary")]
internal abstract record RecordedLine;

/// <summary>The first line.</summary>
/// <param name="Version">The form of the lines, 1.</param>
/// <param name="Tenant">Whose run.</param>
/// <param name="Run">Its id.</param>
internal sealed record RunLine(int Version, string Tenant, string Run) : RecordedLine
{
    public const int Current = 1;
}

/// <summary>A slice begins. One that was killed has no end; the same slice then begins again.</summary>
/// <param name="Slice">Its number, from 0.</param>
/// <param name="At">When.</param>
/// <param name="BaseUrl">Graph's address, as it stands in links.</param>
internal sealed record SliceLine(int Slice, DateTimeOffset At, string BaseUrl) : RecordedLine;

/// <summary>Graph's final answer to a request or to an item of a batch.</summary>
/// <param name="Entries">How many objects the page had; null where the body is no list.</param>
/// <param name="Sha256">Of the body as received, 64 hexadecimal digits.</param>
/// <param name="Failure">A <see cref="Graph.GraphMishap"/> in place of an answer, or null.</param>
/// <param name="WaitSeconds">With <c>Throttled</c>: how long to wait.</param>
internal sealed record AnswerLine(
    DateTimeOffset At,
    string Method,
    string Url,
    int Status,
    string? RequestId,
    double Units,
    int? Entries,
    string Sha256,
    string? RetryAfter,
    string ContentType,
    string? Failure,
    double? WaitSeconds,
    string Body) : RecordedLine;

/// <summary>A row as the slice first read it, before any write of its own.</summary>
/// <param name="Columns">The columns, each as a letter for its type, a colon and the value.</param>
internal sealed record RowLine(string Table, string Partition, string Key, IReadOnlyDictionary<string, string> Columns) : RecordedLine;

/// <summary>A slice has ended.</summary>
/// <param name="Finished">Whether the run was over with it.</param>
/// <param name="WaitSeconds">Where it goes on: after how long.</param>
/// <param name="BrokenOff">A neighbour was silent too long: where the slice stood then is not recorded.</param>
internal sealed record EndLine(DateTimeOffset At, bool Finished, double WaitSeconds, bool BrokenOff) : RecordedLine;

/// <summary>A line of the ledger.</summary>
internal sealed record DecisionLine(DateTimeOffset At, string Action, string Subject, string Proof, string Scope) : RecordedLine;

/// <summary>The last line: what the run came to.</summary>
/// <param name="Lines">How many lines stand before this one: fewer, and the file was cut.</param>
internal sealed record SummaryLine(RunReport Run, int Lines) : RecordedLine;
