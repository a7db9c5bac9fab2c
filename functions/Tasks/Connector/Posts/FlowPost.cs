using NimbusFunctions.Directory.Services;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Connector.Posts;

/// <summary>What a flow posts, of whatever modality: valid in itself.</summary>
/// <param name="Modality">Its modality.</param>
/// <param name="Permission">What the caller needs of the service.</param>
/// <param name="ServiceUpn">The service that it is for.</param>
/// <param name="Payload">What makes it the same as another, as text.</param>
/// <param name="ClientReference">The caller's own name for it.</param>
internal abstract record FlowPost(Modality Modality, string Permission, string ServiceUpn, string Payload, string? ClientReference)
{
    /// <summary>What is wrong with it at this moment; null: nothing.</summary>
    public virtual Problem? Fault(DateTimeOffset now) => null;

    /// <summary>The task, and what the flow is answered, as JSON.</summary>
    /// <param name="id">The task's id.</param>
    /// <param name="service">The service.</param>
    /// <param name="lease">How long a task of its modality keeps its slot.</param>
    /// <param name="now">The time.</param>
    public abstract (ContactTask Task, string Answer) Make(string id, Service service, TimeSpan lease, DateTimeOffset now);
}
