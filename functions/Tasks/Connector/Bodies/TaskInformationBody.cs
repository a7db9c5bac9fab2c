using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Connector.Bodies;

/// <summary>The body of <c>PUT /v1/tasks/{id}</c>: what the flow found out about a task. What is left out stays.</summary>
internal sealed record TaskInformationBody(
    Customer? Customer = null,
    IReadOnlyList<NamedValue>? CustomContextParameters = null,
    IReadOnlyList<PreferredUser>? PreferredUsers = null)
{
    public ValidationErrors Validate()
    {
        var errors = new ValidationErrors();
        errors.Customer(Customer);
        errors.Parameters("customContextParameters", CustomContextParameters);
        errors.PreferredUsers(PreferredUsers);
        return errors;
    }
}
