using System.Text;

namespace NimbusFunctions.IntegrationTests.Telemetry;

/// <summary>The fields of a protobuf message, as far as a test looks: numbers and what has a length.</summary>
internal sealed class ProtobufFields
{
    private readonly List<(int Field, ReadOnlyMemory<byte> Value)> parts = [];

    public ProtobufFields(ReadOnlyMemory<byte> message)
    {
        var at = 0;
        while (at < message.Length)
        {
            var key = Varint(message.Span, ref at);
            var (field, wire) = ((int)(key >> 3), (int)(key & 7));
            var length = wire switch
            {
                0 => Skip(message.Span, at),
                1 => 8,
                2 => (int)Varint(message.Span, ref at),
                5 => 4,
                _ => throw new InvalidDataException($"Wire type {wire}."),
            };
            parts.Add((field, message.Slice(at, length)));
            at += length;
        }
    }

    public IEnumerable<ProtobufFields> Messages(int field) =>
        parts.Where(part => part.Field == field).Select(part => new ProtobufFields(part.Value));

    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field).Span);

    public string Hex(int field) => Convert.ToHexStringLower(Bytes(field).Span);

    private ReadOnlyMemory<byte> Bytes(int field) => parts.FirstOrDefault(part => part.Field == field).Value;

    private static int Skip(ReadOnlySpan<byte> message, int at)
    {
        var end = at;
        Varint(message, ref end);
        return end - at;
    }

    private static ulong Varint(ReadOnlySpan<byte> message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var one = message[at++];
            value |= (ulong)(one & 0x7f) << shift;
            if ((one & 0x80) == 0)
                return value;
        }
    }
}
