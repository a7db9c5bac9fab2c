using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using NimbusFunctions.Ledger;
using NimbusFunctions.Messaging;
using NimbusFunctions.Retention;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;

namespace NimbusFunctions.Operations.DeadLetters;

/// <summary>
/// Sends letters again and drops them. A replay marks the row, sends, and removes the row in the version that it marked:
/// <list type="bullet">
/// <item>Who dies before sending leaves a mark that stops nobody but a drop, for a minute.</item>
/// <item>Who dies after sending leaves the letter. Sent again, it has the same message id, which the queue drops within its
/// ten minutes; later it comes twice, as every message may.</item>
/// <item>Two who replay at once send the same message id; one of them removes the row.</item>
/// <item>A message that fails again writes the letter anew: the row is another version then, and stays.</item>
/// </list>
/// </summary>
internal sealed class DeadLetterDesk(
    DeadLetterStore letters, QueueSender queues, TenantStore tenants, IRetentionGuards guards, LedgerStore ledger, TimeProvider time, ILogger<DeadLetterDesk> log)
{
    private static readonly TimeSpan SendingTakes = TimeSpan.FromSeconds(30);

    /// <summary>Sends a letter's message again, with attempts and age of its own.</summary>
    public async Task<LetterOutcome> ReplayAsync(DeadLetterPlace place, string author, CancellationToken cancellation)
    {
        while (await letters.FindAsync(place, cancellation) is { } found)
        {
            var (row, stored) = found;
            if (ReplayDecision.Of(row, await IsThereAsync(row, cancellation)) is var obstacle and not ReplayObstacle.None)
                return OutcomeOf(obstacle);
            var now = time.GetUtcNow();
            // Somebody wrote it between: what there is now decides.
            if (await letters.ClaimAsync(row, now, cancellation) is not { } version)
                continue;
            await NoteAsync(row, LedgerActions.DeadLetterReplayed, $"by {author}, queue {row.Letter.Queue}, replay {row.Letter.Replays + 1}", author, cancellation);
            // Once marked it is brought to its end, whether or not the caller still waits.
            using var stop = new CancellationTokenSource(SendingTakes, time);
            try
            {
                await queues.SendAsync(row.Letter.Queue, MessageOf(row), stop.Token);
            }
            catch (ServiceBusException failure) when (failure.Reason == ServiceBusFailureReason.MessagingEntityNotFound)
            {
                log.ReplayNotSent(failure, row.Letter.Queue);
                return LetterOutcome.QueueUnknown;
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                // Whatever kept it from being sent, a token that cannot be had among it: the letter stays.
                log.ReplayNotSent(failure, row.Letter.Queue);
                return LetterOutcome.QueueSilent;
            }

            await SettleAsync(row, stored, version, stop.Token);
            return LetterOutcome.Replayed;
        }

        return LetterOutcome.Gone;
    }

    /// <summary>Removes a letter for good.</summary>
    /// <param name="place">Which.</param>
    /// <param name="author">Who does it.</param>
    /// <param name="reason">Why, for the ledger.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async Task<LetterOutcome> DropAsync(DeadLetterPlace place, string author, string reason, CancellationToken cancellation)
    {
        while (await letters.FindAsync(place, cancellation) is { } found)
        {
            var (row, stored) = found;
            var view = await guards.ReadAsync(place.Owner, cancellation);
            if (DropDecision.Of(row, stored, view, time.GetUtcNow()) is var obstacle and not LetterOutcome.Dropped)
                return obstacle;
            await NoteAsync(row, LedgerActions.DeadLetterDropped, $"by {author}, queue {row.Letter.Queue}: {reason}", author, cancellation);
            if (await letters.RemoveAsync(place, row.ETag, cancellation))
                return LetterOutcome.Dropped;
        }

        return LetterOutcome.Gone;
    }

    /// <summary>Notes that somebody reads a letter's content, before it is shown.</summary>
    public Task NoteReadingAsync(DeadLetterRow row, string author, CancellationToken cancellation) =>
        NoteAsync(row, LedgerActions.DeadLetterRead, $"by {author}, queue {row.Letter.Queue}", author, cancellation);

    /// <summary>Whether the tenant of a letter is there; whoever belongs to none is in nobody's way but an ended tenant's.</summary>
    public async Task<bool> IsThereAsync(DeadLetterRow row, CancellationToken cancellation)
    {
        if (row.Place.Owner != DeadLetterStore.NoTenant)
            return await tenants.FindAsync(row.Place.Owner, cancellation) is not null;
        return LetterOwner.NamedIn(row.Letter.Body) is not { } named
            || await tenants.FindAsync(named, cancellation) is not null
            || await tenants.Ended.FindAsync(named, cancellation) is null;
    }

    private async Task SettleAsync(DeadLetterRow row, TableEntity stored, ETag version, CancellationToken cancellation)
    {
        var view = await guards.ReadAsync(row.Place.Owner, cancellation);
        if (view.IsNamedIn(stored) || view.IsPaused)
            await letters.KeepReplayedAsync(row.Place, version, time.GetUtcNow(), cancellation);
        else
            await letters.RemoveAsync(row.Place, version, cancellation);
    }

    private static ServiceBusMessage MessageOf(DeadLetterRow row)
    {
        var replay = new DeadLetterReplay(row.Place.Letter, row.Letter.Replays + 1, row.Letter.FirstSeen);
        var message = new ServiceBusMessage(row.Letter.Body)
        {
            // The same replay of the same letter is one message, however often it is sent.
            MessageId = StableHash.Hex(string.Create(CultureInfo.InvariantCulture, $"replay|{row.Place.Partition}|{row.Place.RowKey}|{replay.Count}"), 32),
            ContentType = "application/json",
        };
        if (row.Letter.SessionId is { } session)
            message.SessionId = session;
        message.ApplicationProperties[DeadLetterReplay.Property] = replay.ToString();
        return message;
    }

    // The letter's id says nothing of its content. A letter without a tenant has its lines in the ledger of none.
    private async Task NoteAsync(DeadLetterRow row, string action, string proof, string author, CancellationToken cancellation)
    {
        await ledger.AppendAsync(row.Place.Owner, [LedgerEntry.OfCall(time.GetUtcNow(), action, row.Place.Letter, proof)], cancellation);
        log.DeadLetterTouched(action, row.Letter.Queue, row.Place.Owner, author);
    }

    private static LetterOutcome OutcomeOf(ReplayObstacle obstacle) => obstacle switch
    {
        ReplayObstacle.Replayed => LetterOutcome.AlreadyReplayed,
        ReplayObstacle.TenantEnded => LetterOutcome.TenantEnded,
        ReplayObstacle.QueueUnknown => LetterOutcome.QueueUnknown,
        _ => LetterOutcome.SessionMissing,
    };
}
