#if !OFFICIAL_AZURE_SDK
using System.Buffers;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using FsCheck;
using FsCheck.Fluent;

namespace NimbusFunctions.Tests.Tables;

public sealed class EntityJsonTests
{
    private static readonly Gen<object> Values = Gen.OneOf(
        // Half a surrogate pair is refused before it is written.
        ArbMap.Default.GeneratorFor<UnicodeString>().Where(s => Utf16.IsValid(s.Get)).Select(s => (object)s.Get),
        OddText().Select(s => (object)s),
        ArbMap.Default.GeneratorFor<int>().Select(n => (object)n),
        ArbMap.Default.GeneratorFor<long>().Select(n => (object)n),
        ArbMap.Default.GeneratorFor<NormalFloat>().Select(n => (object)n.Get),
        ArbMap.Default.GeneratorFor<int>().Select(n => (object)(double)n),
        ArbMap.Default.GeneratorFor<bool>().Select(b => (object)b),
        ArbMap.Default.GeneratorFor<Guid>().Select(g => (object)g),
        ArbMap.Default.GeneratorFor<byte[]>().Where(b => b is not null).Select(b => (object)b),
        Gen.Choose(0, int.MaxValue).Select(s => (object)DateTimeOffset.UnixEpoch.AddSeconds(s).AddTicks(s % 10_000_000)));

    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n\u2028\u2029\u0085\v\f");

    [Fact]
    public void WriteThenRead_AnyProperties_AreTheSame() =>
        Prop.ForAll(Values.ListOf().ToArbitrary(), values =>
        {
            TableEntity written = new("p", "r");
            foreach ((var i, var value) in values.Index())
                written[$"P{i}"] = value;

            var read = EntityReader.ReadOne(Write(written));

            return values.Index().All(p => Same(p.Item, read[$"P{p.Index}"])) && read.Count == values.Count + 2;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Write_AnyText_StaysOnOneLine() =>
        Prop.ForAll(OddText().ToArbitrary(), text =>
            Encoding.UTF8.GetString(Write(new TableEntity("p", "r") { ["T"] = text })).AsSpan().IndexOfAny(LineEnds) < 0)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Write_SystemProperties_AreOnlyTheKeys()
    {
        TableEntity entity = new("p", "r") { Timestamp = DateTimeOffset.UnixEpoch, ETag = new("W/\"x\""), ["Nothing"] = null };

        Assert.Equal("""{"PartitionKey":"p","RowKey":"r"}""", Encoding.UTF8.GetString(Write(entity)));
    }

    [Fact]
    public void Write_TypeThatTablesLack_IsNotSupported()
    {
        foreach (var value in (object[])[1.5m, 1f, new Version(1, 0), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Unspecified)])
            Assert.Contains("'Odd'", Assert.Throws<NotSupportedException>(() => Write(new TableEntity("p", "r") { ["Odd"] = value })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadOne_AnnotationAfterItsValue_IsApplied()
    {
        var read = EntityReader.ReadOne("""{"odata.metadata":"m","odata.etag":"W/\"1\"","A":"5","A@odata.type":"Edm.Int64","B@odata.type":"Edm.Double","B":"2","Timestamp":"2026-01-02T03:04:05.1234567Z"}"""u8);

        Assert.Equal((5L, 2.0), (read.GetInt64("A"), read.GetDouble("B")));
        Assert.Equal("W/\"1\"", read.ETag.ToString());
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1234567), read.Timestamp);
        Assert.False(read.ContainsKey("odata.metadata"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"value\":[{\"A\":")]
    public void ReadPage_CutOff_IsNoPage(string json) =>
        Assert.ThrowsAny<JsonException>(() => EntityReader.ReadPage(Encoding.UTF8.GetBytes(json)));

    private static Gen<string> OddText() => Gen.Elements("\u2028", "\u2029", "\r\n", "\"", "'", "\\", "{", "}", "--", "😀", "\0", "\u0085", "\v", "\f", "a", "é", "漢", "http://")
        .ListOf().Select(parts => string.Concat(parts));

    private static byte[] Write(TableEntity entity)
    {
        PooledBuffer buffer = new();
        using EntityWriter writer = new(buffer);
        writer.Write(entity);
        return buffer.Written.ToArray();
    }

    private static bool Same(object written, object? read) =>
        written is byte[] bytes ? read is byte[] other && bytes.AsSpan().SequenceEqual(other) : written.Equals(read);
}
#endif
