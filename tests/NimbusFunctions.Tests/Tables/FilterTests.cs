using Azure.Data.Tables;
using FsCheck;
using FsCheck.Fluent;

namespace NimbusFunctions.Tests.Tables;

public sealed class FilterTests
{
    [Fact]
    public void CreateQueryFilter_EveryType_IsATypedLiteral()
    {
        DateTimeOffset time = new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1));
        Guid guid = new("0a1b2c3d-0000-0000-0000-000000000001");

        Assert.Equal("A eq 'o''neil'", TableClient.CreateQueryFilter($"A eq {"o'neil"}"));
        Assert.Equal("A eq ''''", TableClient.CreateQueryFilter($"A eq {'\''}"));
        Assert.Equal("A eq 5 and B eq 5L and C eq 1.5", TableClient.CreateQueryFilter($"A eq {5} and B eq {5L} and C eq {1.5}"));
        Assert.Equal("A eq true or A eq false", TableClient.CreateQueryFilter($"A eq {true} or A eq {false}"));
        Assert.Equal($"A eq guid'{guid}'", TableClient.CreateQueryFilter($"A eq {guid}"));
        Assert.StartsWith("A eq datetime'2026-01-02T02:04:05", TableClient.CreateQueryFilter($"A eq {time}"), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"A eq {new Version(1, 0)}"));
    }

#if !OFFICIAL_AZURE_SDK
    [Fact]
    public void CreateQueryFilter_WholeDoubleAndBytes_KeepTheirType()
    {
        byte[] bytes = [0x0A, 0xFF];

        Assert.Equal("A eq 2.0 and B eq X'0AFF'", TableClient.CreateQueryFilter($"A eq {2.0} and B eq {bytes}"));
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"A eq {double.NaN}"));
    }
#endif

    [Fact]
    public void CreateQueryFilter_AnyText_CannotLeaveItsQuotes() =>
        Prop.ForAll<NonNull<string>>(text =>
        {
            var filter = TableClient.CreateQueryFilter($"A eq {text.Get} and B eq 1");
            var inside = filter["A eq '".Length..^"' and B eq 1".Length];
            return inside.Replace("''", "", StringComparison.Ordinal).Contains('\'', StringComparison.Ordinal) == false
                && inside.Replace("''", "'", StringComparison.Ordinal) == text.Get;
        }).QuickCheckThrowOnFailure();
}
