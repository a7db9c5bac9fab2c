using Microsoft.Extensions.Options;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Messaging;
using NimbusFunctions.Tasks.Admission;
using NimbusFunctions.Tasks.Connector;
using NimbusFunctions.Tasks.Connector.Posts;
using NimbusFunctions.Tasks.Lanes;
using NimbusFunctions.Tasks.Limits;
using NimbusFunctions.Tasks.Slots;

namespace NimbusFunctions.Tasks.Arrivals;

/// <summary>Carries out the messages of <c>incoming-tasks</c>: an arrival gets a slot, is held, or comes again later.</summary>
internal sealed class ArrivalAdmission(
    TaskDesk desk, LimitsInForce settings, ServicesByUpn byUpn, ServiceStore services, IOptions<ArrivalOptions> options, TimeProvider time)
{
    public async Task<MessageOutcome> AdmitAsync(QueueMessage message, CancellationToken cancellation)
    {
        var arrival = message.Read(NimbusJson.Default.ArrivalMessage);
        if (arrival.Validate() is { Any: true } errors)
            return new MessageOutcome.GivenUp(errors.ToProblem().Detail);
        var tenant = Guid.Parse(arrival.Tenant!).ToString("D");
        if (await settings.FindAsync(tenant, cancellation) is not { } all)
            return new MessageOutcome.GivenUp("tenant: must be a tenant that is registered.");
        if (await ServiceAsync(tenant, arrival.Service!, cancellation) is not { } service)
            return new MessageOutcome.GivenUp("service: must be the id or the UPN of a service of the tenant.");
        var modality = Enum.Parse<Modality>(arrival.Modality!);
        var partition = TaskPartition.Of(tenant, service.Id, modality);
        var arrived = arrival.ArrivedAt(message.FirstSeen);
        var order = ArrivalOrder.Of(arrived, arrival.Id!);
        var task = new ContactTask(
            partition.TaskIdOf(arrival.Id!), service.Id, modality, TaskState.InQueue, arrived, time.GetUtcNow(), arrival.Content.GetRawText())
        {
            ClientReference = arrival.Id,
            Lease = all.Limits.LeaseOf(modality),
        };
        if ((ServiceGate.Refusal(service, modality, all) ?? TaskSize.Fault(task)) is { } refusal)
        {
            await desk.WithdrawAsync(partition, order, cancellation);
            return new MessageOutcome.GivenUp(refusal.Detail);
        }

        return await ArriveAsync(tenant, task, order, message.FirstSeen, cancellation);
    }

    private async Task<MessageOutcome> ArriveAsync(
        string tenant, ContactTask task, ArrivalOrder order, DateTimeOffset firstSeen, CancellationToken cancellation)
    {
        try
        {
            return await desk.ArriveAsync(tenant, task, order, cancellation) == ArrivalOutcome.SentBack
                ? Again(firstSeen, "More arrivals wait for a slot than may wait here.")
                : MessageOutcome.Done.Instance;
        }
        catch (LaneBusyException)
        {
            return Again(firstSeen, "The store could not decide in time.");
        }
    }

    /// <summary>Nothing has failed, so that however long the cap is full the message is never given up for its attempts.</summary>
    private MessageOutcome.Later Again(DateTimeOffset firstSeen, string reason) => new(
        ArrivalDelay.Of(time.GetUtcNow() - firstSeen, options.Value, Random.Shared.NextDouble()), reason, CountsAsAttempt: false);

    // No id of a service has the sign that every UPN has.
    private async ValueTask<Service?> ServiceAsync(string tenant, string service, CancellationToken cancellation) => service.Contains('@')
        ? await byUpn.FindAsync(tenant, service, cancellation)
        : (await services.FindAsync(tenant, service, cancellation))?.Service;
}
