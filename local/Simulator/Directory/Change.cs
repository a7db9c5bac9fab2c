namespace NimbusFunctions.Local.Simulator.Directory;

/// <summary>
/// One line of the change log. It says what was touched, not to which value: like Graph, a delta always shows the
/// state at the time it is read, so that a change between two pages is at worst told twice.
/// </summary>
/// <param name="Kind">What was touched.</param>
/// <param name="Id">The user or group.</param>
/// <param name="Properties">Properties touched; <see cref="Everything"/> when created, deleted or restored.</param>
/// <param name="Related">For members and owners: who came or went.</param>
/// <param name="RelatedIsGroup">For members: a nested group.</param>
internal readonly record struct Change(ChangeKind Kind, Guid Id, uint Properties, Guid Related = default, bool RelatedIsGroup = false)
{
    public const uint Everything = uint.MaxValue;

    /// <summary>Whether somebody who tracks these properties is shown the change.</summary>
    public bool Touches(uint tracked) => Properties == Everything || (Properties & tracked) != 0;
}
