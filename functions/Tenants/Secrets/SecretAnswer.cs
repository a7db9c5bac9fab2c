namespace NimbusFunctions.Tenants.Secrets;

/// <summary>What anybody learns of a secret.</summary>
/// <param name="Name">Which one.</param>
/// <param name="IsSet">Whether there is one.</param>
/// <param name="Since">When it was set.</param>
/// <param name="By">Who set it: <c>user:{object id}</c> or <c>app:{client id}</c>.</param>
/// <param name="LastCheck">What the last check of this very value found out; null: none was made.</param>
internal sealed record SecretAnswer(string Name, bool IsSet, DateTimeOffset? Since = null, string? By = null, LastCheck? LastCheck = null);

/// <summary>The last check of a secret.</summary>
/// <param name="At">When.</param>
/// <param name="Ok">Whether it serves.</param>
/// <param name="Says">What was found, and what to do.</param>
internal sealed record LastCheck(DateTimeOffset At, bool Ok, string Says);
