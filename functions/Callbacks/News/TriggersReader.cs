namespace NimbusFunctions.Callbacks.News;

/// <summary>Says which triggers a tenant has, never older than a few seconds; where that cannot be told, says so and does not throw.</summary>
internal delegate ValueTask<TenantTriggers> TriggersReader(string tenant);
