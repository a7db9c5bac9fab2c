using NimbusFunctions.Directory.Services;

namespace NimbusFunctions.Callbacks.Registration;

/// <summary>Whether a trigger can be told anything now, and why not, in words for its author.</summary>
/// <param name="Cause">Why nothing is told; null: something is.</param>
/// <param name="Words">What is wrong and what to do; null: nothing is.</param>
internal sealed record TriggerTruth(SuspensionCause? Cause, string? Words)
{
    /// <summary>A pure decision.</summary>
    /// <param name="trigger">With its stored health, of which the address counts: the rest is looked at now.</param>
    /// <param name="services">Those of its services that are there.</param>
    /// <param name="covered">Of them, those that its user's role covers.</param>
    public static TriggerTruth Of(FlowTrigger trigger, IReadOnlyList<Service> services, IReadOnlyList<Service> covered)
    {
        if (services.Count == 0)
            return new(SuspensionCause.ServiceGone, "None of its services exists any more. Choose other services in the flow's trigger and save the flow.");
        var permission = TriggerAccess.PermissionOf(trigger.Kind);
        if (covered.Count == 0)
            return new(
                SuspensionCause.RoleLost,
                $"Its user has no role any more that may be told of these services ({permission}). Give the role back, and the next news is delivered; or save the flow with the connection of somebody who has it.");
        if (trigger.Health.Cause == SuspensionCause.AddressGone)
            return new(
                SuspensionCause.AddressGone,
                "The flow's address does not take news. Turn the flow on; if it is deleted, remove this trigger. News are tried again at growing intervals, and the first success resumes it.");
        var left = services.Except(covered).Select(service => service.Upn).ToList();
        var gone = trigger.Filter.Services.Count - services.Count;
        return new(null, (left.Count, gone) switch
        {
            (0, 0) => null,
            (0, _) => $"{gone} of its services do not exist any more; it is told of the others.",
            (_, 0) => $"Its user's role does not cover {string.Join(", ", left)}; it is told of the others.",
            _ => $"Its user's role does not cover {string.Join(", ", left)}, and {gone} of its services do not exist any more; it is told of the others.",
        });
    }
}
