using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Connector.Bodies;

/// <summary>A body that makes a task.</summary>
internal interface IFlowBody
{
    /// <summary>The caller's own name for the task: the same one posts it only once.</summary>
    string? ClientReference { get; }

    /// <summary>Everything that is wrong with it in itself.</summary>
    ValidationErrors Validate();
}
