using NimbusFunctions.Agenda;

namespace NimbusFunctions.Tests.Agenda;

public class AgendaKeysTests
{
    private static readonly DateTimeOffset Due = new(2026, 11, 22, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Partition_SameItem_IsTheSame() =>
        Assert.Equal(AgendaKeys.Partition(new(Due, "lease", "a/b")), AgendaKeys.Partition(new(Due.AddSeconds(30), "lease", "a/b")));

    [Fact]
    public void Partition_LaterMinute_SortsBehind() => Assert.True(string.CompareOrdinal(
        AgendaKeys.Partition(Due, AgendaKeys.Shards - 1), AgendaKeys.Partition(Due.AddMinutes(1), 0)) < 0);

    [Fact]
    public void Row_AnySubject_IsAValidKey() =>
        Assert.DoesNotContain(AgendaKeys.Row(new(Due, "lease", "a/b\\c#?")), character => character is '/' or '\\' or '#' or '?');
}
