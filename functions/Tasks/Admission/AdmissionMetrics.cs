using System.Diagnostics.Metrics;

namespace NimbusFunctions.Tasks.Admission;

/// <summary>What operators watch of admission: meter <c>NimbusFunctions.Tasks</c>, every instrument tagged with the tenant.</summary>
internal static class AdmissionMetrics
{
    public const string MeterName = "NimbusFunctions.Tasks";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<int> Admissions = Meter.CreateCounter<int>(
        "nimbus.admissions", "{task}", "Tasks that wanted a slot, by modality, outcome (admitted, held, refused) and reason; what was posted before or for show does not count.");

    private static readonly ObservableGauge<double> NearFull = Meter.CreateObservableGauge(
        "nimbus.caps.near_full", CapFullness.Shares, "%", "How many percent of the services and modalities used within the hour fill 80 % of their cap or more, as this instance saw them.");

    /// <summary>A flow has posted a task and was answered.</summary>
    public static void Posted(string tenant, NewTask post, AdmissionAnswer answer)
    {
        if (post.DryRun || answer is AdmissionAnswer.Admitted { IsRepeated: true } or AdmissionAnswer.WouldAdmit)
            return;
        var (outcome, reason) = answer switch
        {
            AdmissionAnswer.LimitReached => ("refused", "cap"),
            AdmissionAnswer.KeyInFlight => ("refused", "key-in-flight"),
            AdmissionAnswer.KeyUsedOtherwise => ("refused", "key-used"),
            _ => ("admitted", "slot-free"),
        };
        Add(tenant, post.Task.Modality, outcome, reason);
    }

    /// <summary>What became of a message or mail.</summary>
    public static void Arrived(string tenant, Modality modality, ArrivalOutcome arrival)
    {
        if (arrival == ArrivalOutcome.Known)
            return;
        var (outcome, reason) = arrival switch
        {
            ArrivalOutcome.Held => ("held", "cap"),
            ArrivalOutcome.SentBack => ("held", "line-full"),
            ArrivalOutcome.GivenUp => ("refused", "waited-too-long"),
            _ => ("admitted", "slot-free"),
        };
        Add(tenant, modality, outcome, reason);
    }

    /// <summary>The store could not decide in time.</summary>
    public static void Undecided(string tenant, Modality modality) => Add(tenant, modality, "refused", "busy");

    /// <summary>How full a partition is now.</summary>
    public static void Filled(TaskPartition partition, int inUse, int cap, TimeProvider time)
    {
        if (NearFull.Enabled)
            CapFullness.Observe(partition, inUse, cap, time);
    }

    private static void Add(string tenant, Modality modality, string outcome, string reason) => Admissions.Add(
        1, new("tenant", tenant), new("modality", modality.ToString()), new("outcome", outcome), new("reason", reason));
}
