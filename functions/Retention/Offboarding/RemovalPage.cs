namespace NimbusFunctions.Retention.Offboarding;

/// <summary>
/// Rows of a tenant that are about to be removed, written down before the first of them is, so that after a crash it is known
/// how many are gone.
/// </summary>
/// <param name="Place">The place's name.</param>
/// <param name="FirstPartition">The first row's partition; no row of the place lies before it any more.</param>
/// <param name="LastPartition">The last row's.</param>
/// <param name="LastRow">Its row key.</param>
/// <param name="Rows">How many they are.</param>
internal sealed record RemovalPage(string Place, string FirstPartition, string LastPartition, string LastRow, int Rows);
