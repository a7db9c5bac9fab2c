using System.Collections.Immutable;

namespace NimbusFunctions.Retention;

/// <summary>For how many days each kind is kept.</summary>
internal sealed class RetentionDays
{
    private readonly ImmutableDictionary<DataKind, int> days;

    private RetentionDays(ImmutableDictionary<DataKind, int> days) => this.days = days;

    public int this[DataKind kind] => days[kind];

    public static RetentionDays Of(Func<DataKind, int> days) =>
        new(Enum.GetValues<DataKind>().ToImmutableDictionary(kind => kind, days));

    /// <summary>The same, one kind apart.</summary>
    public RetentionDays With(DataKind kind, int value) => new(days.SetItem(kind, value));
}
