using System.Text.Json.Serialization;
using NimbusFunctions.Directory.Runs;

namespace NimbusFunctions.Directory.Sync;

/// <summary>The body of a message of <c>directory-sync</c>.</summary>
/// <param name="Tenant">Whose directory.</param>
/// <param name="Sequence">The run; a message of an older run is done already.</param>
/// <param name="Slice">Which slice of the run, from 0.</param>
/// <param name="Begun">When the run was queued.</param>
internal sealed record SyncRequest(string Tenant, long Sequence, int Slice, DateTimeOffset Begun = default)
{
    /// <summary>The run's id, the same in all its slices.</summary>
    [JsonIgnore]
    public RunId Run => RunId.Of(Begun, Sequence);
}
