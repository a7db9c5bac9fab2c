using NimbusFunctions.Retention.Kinds;

namespace NimbusFunctions.Tests.RetentionSimulation;

/// <summary>A row as the simulation knows it.</summary>
/// <param name="Source">Of which source; null: it is live and never goes.</param>
/// <param name="At">Its true time, whatever the clock said that stamped it.</param>
/// <param name="User">Whom it names.</param>
/// <param name="Service">Which service it names.</param>
internal sealed record KnownRow(RowSource? Source, DateTimeOffset At, string? User = null, string? Service = null);
