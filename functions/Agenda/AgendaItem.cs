namespace NimbusFunctions.Agenda;

/// <summary>Something that is due at a time.</summary>
/// <param name="Due">When; kept to the minute it lies in.</param>
/// <param name="Kind">Whose business it is, lower case letters and hyphens.</param>
/// <param name="Subject">What it is about; the same kind, subject and minute is one item.</param>
internal sealed record AgendaItem(DateTimeOffset Due, string Kind, string Subject);
