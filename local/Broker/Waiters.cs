namespace NimbusFunctions.Local.Broker;

/// <summary>
/// Those who wait for something of a queue, first come first served. Whoever gives something out, gives up waiting or cancels
/// does so under the queue's gate, so nothing can be handed to someone who has already left.
/// </summary>
internal sealed class Waiters<T>(Lock gate, TimeProvider time)
    where T : class
{
    private readonly LinkedList<TaskCompletionSource<T?>> waiting = new();

    /// <summary>Nobody waits.</summary>
    public bool IsEmpty => waiting.Count == 0;

    /// <summary>Joins the line; the gate must be held. Null after <paramref name="wait"/>.</summary>
    public Task<T?> Join(TimeSpan wait, CancellationToken cancellationToken)
    {
        // Continuations must not run inside the gate.
        var place = waiting.AddLast(new TaskCompletionSource<T?>(TaskCreationOptions.RunContinuationsAsynchronously));
        return AwaitAsync(place, wait, cancellationToken);
    }

    /// <summary>Hands something to the first in line; the gate must be held.</summary>
    public void Give(T thing)
    {
        var first = waiting.First!;
        waiting.RemoveFirst();
        first.Value.SetResult(thing);
    }

    /// <summary>Sends everybody away with an error; the gate must be held.</summary>
    public void Fail(Func<Exception> error)
    {
        foreach (var place in waiting)
            place.SetException(error());
        waiting.Clear();
    }

    private async Task<T?> AwaitAsync(LinkedListNode<TaskCompletionSource<T?>> place, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var timer = wait == Timeout.InfiniteTimeSpan
            ? null
            : time.CreateTimer(_ => Leave(place, static source => source.SetResult(null)), null, wait, Timeout.InfiniteTimeSpan);
        using var cancel = cancellationToken.Register(() => Leave(place, source => source.SetCanceled(cancellationToken)));
        return await place.Value.Task.ConfigureAwait(false);
    }

    private void Leave(LinkedListNode<TaskCompletionSource<T?>> place, Action<TaskCompletionSource<T?>> end)
    {
        lock (gate)
        {
            if (place.List is null)
                return;
            waiting.Remove(place);
            end(place.Value);
        }
    }
}
