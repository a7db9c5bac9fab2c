namespace NimbusFunctions.Tests.SettingsReaders;

/// <summary>The test shows that changing these settings changes a decision or an answer.</summary>
/// <param name="fields">Such as <c>limits.outbound</c>; <c>limits.*</c> stands for all fields of the section.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChangesWithAttribute(params string[] fields) : Attribute
{
    public IReadOnlyList<string> Fields { get; } = fields;
}
