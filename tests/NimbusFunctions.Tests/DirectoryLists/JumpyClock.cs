namespace NimbusFunctions.Tests.DirectoryLists;

/// <summary>The store's time, as servers tell it whose clocks differ by up to five seconds to either side.</summary>
internal sealed class JumpyClock(Random random, DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset now = start;

    public void Advance(TimeSpan by) => now += by;

    public override DateTimeOffset GetUtcNow() => now + TimeSpan.FromMilliseconds(random.Next(-5_000, 5_000));
}
