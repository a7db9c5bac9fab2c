using System.Text.Json;
using Azure.Messaging.ServiceBus;
using NimbusFunctions.Access;
using NimbusFunctions.Messaging;

namespace NimbusFunctions.Directory.Licences.Changes;

/// <summary>Begins changes of many users' licences, and ends them before their time.</summary>
internal sealed class LicenceChangeDesk(LicenceChangeStore changes, QueueSender queues, TimeProvider time)
{
    // Comes where the caller's process died before it sent the other one.
    private static readonly TimeSpan Reminder = TimeSpan.FromMinutes(1);

    public async Task<LicenceChange> BeginAsync(
        string tenant, Caller caller, ParsedLicenceChange asked, IReadOnlyCollection<string> users, CancellationToken cancellation)
    {
        var (now, scope) = (time.GetUtcNow(), caller.ScopeOf(Permissions.UserLicences, Letters.Update));
        var change = new LicenceChange(
            LicenceChangeStore.NewId(now), asked.Give, asked.Take, LicenceChangeState.Preparing, caller.Author, now, users.Count, scope.WholeTenant, [.. scope.Units]);
        await changes.WriteAsync(tenant, change, null, cancellation);
        await SendAsync(tenant, change.Id, Reminder, cancellation);
        await changes.AddUsersAsync(tenant, change.Id, users.Order(StringComparer.Ordinal), cancellation);
        // Whoever took too long finds it abandoned.
        if (await changes.FindAsync(tenant, change.Id, cancellation) is { Change.State: LicenceChangeState.Preparing } found)
            await changes.WriteAsync(tenant, change with { State = LicenceChangeState.Running }, found.ETag, cancellation);
        await SendAsync(tenant, change.Id, TimeSpan.Zero, cancellation);
        return (await changes.FindAsync(tenant, change.Id, cancellation))?.Change ?? change;
    }

    /// <summary>Ends a change where it stands; one that has ended stays as it is.</summary>
    /// <returns>The change as it is now; null: there is none.</returns>
    public async Task<LicenceChange?> CancelAsync(string tenant, string id, CancellationToken cancellation)
    {
        while (await changes.FindAsync(tenant, id, cancellation) is { } found)
        {
            if (found.Change.State is not (LicenceChangeState.Preparing or LicenceChangeState.Running))
                return found.Change;
            var canceled = found.Change with { State = LicenceChangeState.Canceled };
            if (await changes.WriteAsync(tenant, canceled, found.ETag, cancellation))
                return canceled;
        }

        return null;
    }

    private Task SendAsync(string tenant, string id, TimeSpan wait, CancellationToken cancellation)
    {
        var message = new ServiceBusMessage(JsonSerializer.Serialize(new(tenant, id), NimbusJson.Default.LicenceChangeRequest))
        {
            MessageId = $"{tenant}|{id}|{(wait > TimeSpan.Zero ? "reminder" : "now")}",
            // One change of a tenant at a time.
            SessionId = tenant,
            ContentType = "application/json",
        };
        if (wait > TimeSpan.Zero)
            message.ScheduledEnqueueTime = time.GetUtcNow() + wait;
        return queues.SendAsync(LicenceChangeRun.Queue, message, cancellation);
    }
}
