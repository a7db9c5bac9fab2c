namespace NimbusFunctions.Local.Simulator.Vault;

/// <summary>A secret with all its versions, the last one is the one in force.</summary>
/// <param name="Versions">At least one.</param>
/// <param name="Deleted">When it was deleted; null: it is there.</param>
internal sealed record VaultSecret(IReadOnlyList<VaultVersion> Versions, DateTimeOffset? Deleted)
{
    public VaultVersion Last => Versions[^1];
}

/// <summary>One version of a secret.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="Value">The value.</param>
/// <param name="Created">When it was set.</param>
internal sealed record VaultVersion(string Id, string Value, DateTimeOffset Created);
