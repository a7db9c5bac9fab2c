namespace NimbusFunctions.Tests.LostAnswers;

/// <summary>Which write of a table the client does twice.</summary>
internal sealed class Repetition
{
    private readonly Lock sync = new();
    private string table = "";
    private int left;

    /// <summary>What happens between the two, once; null: nothing.</summary>
    private Func<Task>? between;

    /// <summary>Whether it has come to the write.</summary>
    public bool Happened { get; private set; }

    /// <summary>From now on the write of this number is done twice.</summary>
    /// <param name="of">The table.</param>
    /// <param name="at">The number, from 1.</param>
    /// <param name="others">What others do before the repetition; null: nothing.</param>
    public void Arm(string of, int at, Func<Task>? others = null)
    {
        lock (sync)
            (table, left, between, Happened) = (of, at, others, false);
    }

    /// <summary>Nothing is done twice any more.</summary>
    public void Disarm() => Arm("", 0);

    public async Task<T> DoAsync<T>(string name, Func<Task<T>> write)
    {
        Func<Task>? others;
        lock (sync)
        {
            if (name != table || --left != 0)
                others = null;
            else
                (Happened, others) = (true, between ?? (() => Task.CompletedTask));
        }

        if (others is null)
            return await write();
        await write();
        await others();
        return await write();
    }
}
