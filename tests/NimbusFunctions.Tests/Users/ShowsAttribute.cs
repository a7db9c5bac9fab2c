namespace NimbusFunctions.Tests.Users;

/// <summary>The test shows rows of the product's own page about users, named as in <see cref="SeedRow"/>.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public sealed class ShowsAttribute(params string[] rows) : Attribute
{
    public IReadOnlyList<string> Rows => rows;
}
