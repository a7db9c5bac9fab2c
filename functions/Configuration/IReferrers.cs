namespace NimbusFunctions.Configuration;

/// <summary>Knows the documents of one kind of referrers. Several may know of the same kind, each other fields: one that says yes is enough.</summary>
internal interface IReferrers
{
    /// <summary>The kind of referrers, e.g. <c>user</c>.</summary>
    string Kind { get; }

    /// <summary>Whether the referrer's document, as stored now, refers to the entity in that field.</summary>
    Task<bool> StillRefersAsync(string tenant, string referrerId, EntityReference reference, CancellationToken cancellation);
}
