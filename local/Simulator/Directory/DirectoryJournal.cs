using System.Text;
using System.Text.Json;

namespace NimbusFunctions.Local.Simulator.Directory;

/// <summary>
/// The changes made to the simulated directories, one JSON line each, so that a directory survives between runs.
/// A line cut short by a crash is dropped: its caller got no answer.
/// </summary>
internal sealed class DirectoryJournal : IDisposable
{
    private readonly FileStream _file;
    private readonly Lock _gate = new();

    private DirectoryJournal(FileStream file) => _file = file;

    /// <summary>Opens or starts the journal and hands every entry in it to <paramref name="replay"/>.</summary>
    /// <exception cref="SimulatorException">The journal belongs to other directories, or a line in its middle cannot be read.</exception>
    public static DirectoryJournal Open(string path, JournalHeader header, Action<JournalEntry> replay)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            file.SetLength(Replay(file, path, header, replay));
            file.Seek(0, SeekOrigin.End);
            var journal = new DirectoryJournal(file);
            if (file.Length == 0) journal.Write(header);
            return journal;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes the entry through to the operating system before it returns.</summary>
    public void Add(JournalEntry entry) => Write(entry);

    public void Dispose() => _file.Dispose();

    /// <summary>Returns the length of what is whole.</summary>
    private static long Replay(FileStream file, string path, JournalHeader header, Action<JournalEntry> replay)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var start = 0;
        for (var line = 1; ; line++)
        {
            var length = bytes.AsSpan(start).IndexOf((byte)'\n');
            if (length < 0) return start;
            var text = Encoding.UTF8.GetString(bytes, start, length);
            if (line == 1) CheckHeader(Parse<JournalHeader>(text, path, line), header, path);
            else replay(Parse<JournalEntry>(text, path, line));
            start += length + 1;
        }
    }

    private static T Parse<T>(string text, string path, int line)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, JsonSerializerOptions.Web) ?? throw new JsonException("The line is null.");
        }
        catch (JsonException e)
        {
            throw new SimulatorException($"Line {line} of {path} cannot be read ({e.Message}). Delete the file to begin with a fresh directory.", e);
        }
    }

    private static void CheckHeader(JournalHeader found, JournalHeader wanted, string path)
    {
        if (found == wanted) return;
        throw new SimulatorException(
            $"{path} belongs to directories made with {Describe(found)}; this run asks for {Describe(wanted)}. Use the same values, or another state folder.");
    }

    private static string Describe(JournalHeader header) =>
        $"seed {header.Seed}, {header.Tenants} tenant(s), {header.Users} users, {header.Teams} teams, {header.TeamMembers} team members";

    private void Write<T>(T value)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(value, JsonSerializerOptions.Web), (byte)'\n'];
        lock (_gate)
        {
            _file.Write(line);
            _file.Flush();
        }
    }
}
