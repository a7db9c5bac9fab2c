namespace NimbusFunctions.Local.Simulator.Vault;

/// <summary>An answer of the vault.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">As JSON; null: none.</param>
internal sealed record VaultReply(int Status, object? Body = null)
{
    /// <summary>An error as the vault writes it (Key Vault: "Authentication, requests and responses", "Error responses").</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">The code.</param>
    /// <param name="message">The message; clients show it.</param>
    /// <param name="inner">The inner error's code; null: there is none.</param>
    public static VaultReply Refuse(int status, string code, string message, string? inner = null) => new(
        status, inner is null ? new { error = new { code, message } } : new { error = new { code, message, innererror = new { code = inner } } });

    public static VaultReply Missing(string name) => Refuse(
        404, "SecretNotFound", $"A secret with (name/id) {name} was not found in this key vault. If you recently deleted this secret you may be able to recover it.");

    public static VaultReply NotDeleted(string name) => Refuse(404, "SecretNotFound", $"Deleted Secret not found: {name}");

    public static VaultReply NameTaken(string name) => Refuse(
        409,
        "Conflict",
        $"Secret {name} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the secret can only be recovered or purged.",
        "ObjectIsDeletedButRecoverable");

    public static VaultReply Bad(string message) => Refuse(400, "BadParameter", message);

    /// <summary>What a fault of a status says.</summary>
    public static VaultReply Of(int status, string? code) => status switch
    {
        401 => Refuse(401, code ?? "Unauthorized", "AKV10032: Invalid issuer."),
        403 => Refuse(403, code ?? "Forbidden", "Caller is not authorized to perform action on resource.", "ForbiddenByRbac"),
        404 => Refuse(404, code ?? "SecretNotFound", "A secret with this name was not found in this key vault."),
        409 => Refuse(409, code ?? "Conflict", "Secret is currently being deleted.", "ObjectIsBeingDeleted"),
        429 => Refuse(429, code ?? "Throttled", "Request was not processed because too many requests were received. Reason: VaultRequestTypeLimitReached"),
        _ => Refuse(status, code ?? "InternalServerError", "The service is currently unavailable."),
    };
}
