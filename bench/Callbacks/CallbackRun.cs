namespace NimbusFunctions.Bench.Callbacks;

/// <summary>A run of news at a rate of its own: how long those of the flows that are well took, from the queue to the flow.</summary>
internal sealed class CallbackRun(CallbackRig rig, FlowReceivers receivers)
{
    private const int NewsASecond = 250;

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1.0 / NewsASecond);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <param name="run">Its name; another one each time.</param>
    /// <param name="news">How many news there are for all triggers.</param>
    /// <param name="withTrouble">Whether the two in trouble get theirs; without, all others get theirs at the same times.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<CallbackTimes> RunAsync(string run, int news, bool withTrouble, CancellationToken stop)
    {
        receivers.Clear();
        await rig.RegisterAsync(run, stop);
        Dictionary<string, long> sent = new(StringComparer.Ordinal);
        var began = TimeProvider.System.GetTimestamp();
        for (var number = 0; number < news; number++)
        {
            var early = (Between * number) - TimeProvider.System.GetElapsedTime(began);
            if (early > TimeSpan.Zero)
                await Task.Delay(early, TimeProvider.System, stop);
            var isWell = CallbackRig.MannerOf(number % CallbackRig.Triggers) == FlowReceivers.Well;
            var at = TimeProvider.System.GetTimestamp();
            if (isWell)
                sent[rig.Send(run, number)] = at;
            else if (withTrouble)
                rig.Send(run, number);
        }

        var ended = TimeProvider.System.GetTimestamp();
        while (receivers.Arrivals.Count < sent.Count && TimeProvider.System.GetElapsedTime(ended) < Patience)
            await Task.Delay(Pause, TimeProvider.System, stop);
        CallbackTimes times = new(
            [.. sent.Where(one => receivers.Arrivals.ContainsKey(one.Key)).Select(one => TimeProvider.System.GetElapsedTime(one.Value, receivers.Arrivals[one.Key]).TotalMilliseconds)],
            sent.Count,
            receivers.HangingCalls,
            receivers.FailingCalls);
        await rig.UnregisterAsync(run, stop);
        // The calls that hang still hold their places; the next run is not to pay for them.
        while (receivers.Held > 0 && TimeProvider.System.GetElapsedTime(ended) < Patience)
            await Task.Delay(Pause, TimeProvider.System, stop);
        return times;
    }
}
