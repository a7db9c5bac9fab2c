namespace NimbusFunctions.Retention.Subjects;

/// <summary>Rows of a table among which some may name a person.</summary>
/// <param name="Table">One of <c>StoreTables.Names</c>.</param>
/// <param name="Kind">Names the rows in an export.</param>
/// <param name="Deed">What an erasure does with them.</param>
/// <param name="Filter">Where they lie, by tenant and user: never a row of another tenant.</param>
internal sealed record SubjectPlace(string Table, string Kind, SubjectDeed Deed, Func<string, string, string> Filter);
