using NimbusFunctions.Directory.Users;
using NimbusFunctions.Ledger;
using NimbusFunctions.Retention.Purge;

namespace NimbusFunctions.Retention.Subjects;

/// <summary>Takes requests to erase a person, and says how they stand.</summary>
internal sealed class SubjectDesk(
    UserStore users, IRetentionGuards guards, ErasureBook book, PurgeScheduler scheduler, LedgerStore ledger, TimeProvider time)
{
    /// <summary>What stands against an erasure: a pure decision.</summary>
    public static ErasureObstacle ObstacleOf(NimbusUser? user, bool isHeld) =>
        isHeld ? ErasureObstacle.LegalHold : user is { State: UserState.Active } ? ErasureObstacle.UserActive : ErasureObstacle.None;

    /// <summary>Writes the request down and begins with it. Asked again while it is under way it is the same.</summary>
    public async Task<(ErasureObstacle Obstacle, SubjectAnswer? Answer)> EraseAsync(
        string tenant, string user, string author, CancellationToken cancellation)
    {
        var isHeld = await IsHeldAsync(tenant, user, cancellation);
        var obstacle = ObstacleOf(await users.FindAsync(tenant, user, cancellation), isHeld);
        if (obstacle != ErasureObstacle.None)
            return (obstacle, null);
        if (await book.FindAsync(tenant, user, cancellation) is null)
        {
            var names = await SubjectExport.NamesAsync(users, tenant, user, cancellation);
            var erasure = Erasure.New(user, names.Names, author, time.GetUtcNow());
            // Before the deed; by the pseudonym, which tells nobody.
            await WriteLineAsync(tenant, LedgerActions.SubjectErasureAsked, erasure.Pseudonym, author, cancellation);
            await book.WriteAsync(tenant, erasure, null, cancellation);
        }

        // Where a purge is under way its next slice, or the next hour's, begins with it.
        await scheduler.QueueAsync(tenant, cancellation);
        return (obstacle, await FindAsync(tenant, user, cancellation));
    }

    public async Task<SubjectAnswer> FindAsync(string tenant, string user, CancellationToken cancellation)
    {
        var isHeld = await IsHeldAsync(tenant, user, cancellation);
        if (await book.FindAsync(tenant, user, cancellation) is { Erasure: var erasure })
            return SubjectAnswer.Of(erasure, isHeld, await users.FindAsync(tenant, user, cancellation) is { State: UserState.Active });
        return await book.FindDoneAsync(tenant, user, cancellation) is { } done ? SubjectAnswer.Of(user, done) : new("none", Held: isHeld);
    }

    public Task NoteExportAsync(string tenant, string author, CancellationToken cancellation) =>
        WriteLineAsync(tenant, LedgerActions.SubjectExported, "", author, cancellation);

    private async Task<bool> IsHeldAsync(string tenant, string user, CancellationToken cancellation) =>
        (await guards.ReadAsync(tenant, cancellation)).HeldUsers.Contains(user);

    private Task WriteLineAsync(string tenant, string action, string subject, string author, CancellationToken cancellation) =>
        ledger.AppendAsync(tenant, [LedgerEntry.OfCall(time.GetUtcNow(), action, subject, $"by {author}")], cancellation);
}

/// <summary>What stands against an erasure.</summary>
internal enum ErasureObstacle
{
    None,

    /// <summary>The user has access: the next sync would bring the data back.</summary>
    UserActive,

    /// <summary>A legal hold on the user stands.</summary>
    LegalHold,
}
