using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Connector.Bodies;

/// <summary>The body of <c>POST /v1/ExternalTasks</c>.</summary>
/// <param name="ServiceUpn">The service that is to work on it.</param>
/// <param name="CustomerIdentifier">For reports; empty: anonymous.</param>
/// <param name="DistributionPriority"><c>Low</c>, <c>Normal</c> or <c>High</c>; empty: the service's own.</param>
/// <param name="PreferredUsers">At most 10.</param>
/// <param name="ClientReference">The caller's own name for the task: the same one posts it only once.</param>
internal sealed record ExternalTaskBody(
    string? ServiceUpn = null,
    string? CustomerIdentifier = null,
    Customer? Customer = null,
    IReadOnlyList<NamedValue>? CustomContextParameters = null,
    string? DistributionPriority = null,
    IReadOnlyList<PreferredUser>? PreferredUsers = null,
    string? ClientReference = null) : IFlowBody
{
    public ValidationErrors Validate()
    {
        var errors = new ValidationErrors();
        errors.Service(ServiceUpn);
        errors.Optional("customerIdentifier", CustomerIdentifier, 256);
        errors.Customer(Customer);
        errors.Parameters("customContextParameters", CustomContextParameters);
        errors.Priority(DistributionPriority);
        errors.PreferredUsers(PreferredUsers);
        return errors;
    }
}
