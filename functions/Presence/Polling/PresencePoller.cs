using System.Collections.Concurrent;
using NimbusFunctions.Messaging;
using NimbusFunctions.Presence.Store;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Settings;

namespace NimbusFunctions.Presence.Polling;

/// <summary>
/// Carries out the messages of <c>presence</c>. Whatever goes wrong, the message is done: the tenant's schedule says when
/// the next comes, so that an outage leaves nothing behind that would have to be made up for.
/// </summary>
internal sealed class PresencePoller(
    SettingsStore settings, ScheduleStore schedules, PollSteps steps, PresenceFollowers followers, TimeProvider time, ILogger<PresencePoller> log)
{
    // Shorter than the right to poll lasts, with time left to write down how it ended.
    private static readonly TimeSpan Longest = PresenceSchedule.Lease - TimeSpan.FromSeconds(4);

    // A poll that was over sooner leaves the followers time enough.
    private static readonly TimeSpan RenewAfter = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, long> last = new(StringComparer.Ordinal);

    public async Task<MessageOutcome> PollAsync(QueueMessage message, CancellationToken cancellation)
    {
        var request = message.Read(NimbusJson.Stored.PollRequest);
        if (!Guid.TryParseExact(request.Tenant, "D", out _))
            return new MessageOutcome.GivenUp("The message names no tenant.");
        try
        {
            using var deadline = new CancellationTokenSource(Longest, time);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
            if (await PollTurn.TakeAsync(schedules, request, time.GetUtcNow(), stop.Token) is { } turn)
                await PollAsync(turn, stop.Token, cancellation);
        }
        catch (PollOvertakenException)
        {
            log.PollOvertaken(request.Tenant);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            log.PollFailed(failure, request.Tenant);
        }

        return MessageOutcome.Done.Instance;
    }

    private async Task PollAsync(PollTurn turn, CancellationToken stop, CancellationToken cancellation)
    {
        var tenant = turn.Schedule.Tenant;
        var all = await settings.ReadAllAsync(tenant, stop);
        if (all is null)
        {
            await schedules.RemoveAsync(tenant, stop);
            return;
        }

        var before = turn.Schedule;
        var interval = TimeSpan.FromSeconds(all.Presence.IntervalSeconds);
        var begun = time.GetUtcNow();
        var round = new PollRound(tenant, interval, begun, isSuccessor: last.GetValueOrDefault(tenant) == before.Sequence - 1);
        PollTrouble? trouble = null;
        if (all.State != TenantState.Suspended)
        {
            try
            {
                await steps.RunAsync(turn, round, stop);
                trouble = round.Trouble;
            }
            catch (Exception failure) when (failure is not (PollOvertakenException or OutOfMemoryException))
            {
                // Time ran out, and something was done: the next poll goes on with the rest.
                trouble = failure is OperationCanceledException && round.Stored > 0 ? null : round.Trouble ?? PollTrouble.Of(failure, time.GetUtcNow());
                if (trouble is not null)
                    log.PollFailed(failure, tenant);
            }
        }

        if (round.Changes.Count > 0 && time.GetUtcNow() - begun > RenewAfter)
            await turn.RenewAsync(time.GetUtcNow(), cancellation);
        await followers.TellAsync(tenant, round.Changes);
        var end = turn.Schedule.Finish(time.GetUtcNow(), interval, trouble) with
        {
            Rosters = turn.Schedule.Rosters + (round.RostersChanged ? 1 : 0),
            Users = round.Users ?? before.Users,
        };
        if (round.Answered)
            end = end with { Permission = trouble?.Permission ?? PresencePermission.Granted, LastPoll = begun };
        await turn.EndAsync(end, cancellation);
        last[tenant] = before.Sequence;
        Say(before, end);
    }

    private void Say(PresenceSchedule before, PresenceSchedule end)
    {
        if (end.Failing is { } failing)
            log.PresenceFailing(end.Tenant, failing.Failures, failing.Since, failing.Trouble, end.NextDue);
        else if (before.Failing is { } over)
            log.PresenceRecovered(end.Tenant, over.Failures, over.Since);
        PresenceMetrics.Failing(end.Tenant, end.Failing?.Failures ?? 0);
    }
}
