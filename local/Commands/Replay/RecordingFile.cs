extern alias app;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using app::NimbusFunctions.Directory.Runs;

namespace NimbusFunctions.Local.Commands.Replay;

/// <summary>Reads a recording and makes sure that it is whole.</summary>
internal static class RecordingFile
{
    /// <exception cref="InvalidDataException">It is no recording, damaged, or cut; the message says which and where.</exception>
    public static async Task<Recording> ReadAsync(string path, CancellationToken stop)
    {
        RunLine? run = null;
        SummaryLine? summary = null;
        List<RecordedSlice> slices = [];
        List<DecisionLine> decisions = [];
        var number = 0;
        await foreach (var text in File.ReadLinesAsync(path, stop))
        {
            number++;
            var line = Parse(path, number, text);
            if (number == 1 != line is RunLine || summary is not null)
                throw Damaged(path, number, "it does not belong there");
            switch (line)
            {
                case RunLine first:
                    run = first.Version == RunLine.Current ? first : throw Damaged(path, number, $"its version is {first.Version}, this program reads {RunLine.Current}");
                    break;
                case SliceLine begin:
                    slices.Add(new(begin, new List<RowLine>(), new List<AnswerLine>(), null));
                    break;
                case SummaryLine last when last.Lines != number - 1:
                    throw Damaged(path, number, $"{last.Lines} lines should stand before it");
                case SummaryLine last:
                    summary = last;
                    break;
                case DecisionLine decision:
                    decisions.Add(decision);
                    break;
                default:
                    slices[^1] = slices is [.., { End: null } slice] ? Add(slice, line, path, number) : throw Damaged(path, number, "it belongs to no slice");
                    break;
            }
        }

        return summary is null || run is null
            ? throw new InvalidDataException($"{path} is no whole recording: its last line is missing (it has {number} lines).")
            : new(run, slices, decisions, summary.Run);
    }

    private static RecordedLine Parse(string path, int number, string text)
    {
        try
        {
            return RecordingJson.Read(Encoding.UTF8.GetBytes(text));
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw Damaged(path, number, "it is not to be understood");
        }
    }

    private static RecordedSlice Add(RecordedSlice slice, RecordedLine line, string path, int number)
    {
        switch (line)
        {
            case RowLine row:
                ((List<RowLine>)slice.Rows).Add(row);
                return slice;
            case AnswerLine answer when Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(answer.Body))) != answer.Sha256:
                throw Damaged(path, number, "its body is not the one that was received");
            case AnswerLine answer:
                ((List<AnswerLine>)slice.Answers).Add(answer);
                return slice;
            default:
                return slice with { End = (EndLine)line };
        }
    }

    private static InvalidDataException Damaged(string path, int number, string why) =>
        new($"{path} is no recording, or was damaged: line {number}: {why}.");
}
