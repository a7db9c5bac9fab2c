namespace NimbusFunctions.Presence.Routing;

/// <summary>What the users of a tenant have to do with its tasks; may be some seconds old.</summary>
internal delegate ValueTask<UserWork> UserWorkOf(string tenant, CancellationToken cancellation);
