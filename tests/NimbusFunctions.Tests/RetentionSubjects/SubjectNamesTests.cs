using NimbusFunctions.Retention.Subjects;

namespace NimbusFunctions.Tests.RetentionSubjects;

public class SubjectNamesTests
{
    private const string Id = "aaaaaaaa-1111-4222-8333-000000000001";
    private const string Pseudonym = "e7a5ed00-0000-4000-8000-000000000009";

    private static readonly SubjectNames Names = new(Id, ["ann@contoso.example", "Ann Person", "Ann"]);

    [Theory]
    [InlineData("by user:aaaaaaaa-1111-4222-8333-000000000001", "by user:e7a5ed00-0000-4000-8000-000000000009")]
    [InlineData("AAAAAAAA-1111-4222-8333-000000000001", Pseudonym)]
    [InlineData("x aaaaaaaa111142228333000000000001", "x e7a5ed00000040008000000000000009")]
    [InlineData("Ask ANN@contoso.example.", "Ask e7a5ed00-0000-4000-8000-000000000009.")]
    [InlineData("""{\u0022u\u0022:\u0022ann@contoso.example\u0022}""", """{\u0022u\u0022:\u0022e7a5ed00-0000-4000-8000-000000000009\u0022}""")]
    [InlineData("""a\nann@contoso.example""", """a\ne7a5ed00-0000-4000-8000-000000000009""")]
    [InlineData("Ann Person, Ann Persons", "e7a5ed00-0000-4000-8000-000000000009, Ann Persons")]
    public void Replace_ANameOfThePerson_IsReplaced(string text, string expected) => Assert.Equal(expected, Names.Replace(text, Pseudonym));

    [Theory]
    [InlineData("joann@contoso.example")]
    [InlineData("x.ann@contoso.example")]
    [InlineData("ann@contoso.example.org")]
    [InlineData("Ann was here")]
    [InlineData("aaaaaaaa-1111-4222-8333-000000000002")]
    public void Replace_AnotherPersonsName_StaysAsItIs(string text)
    {
        Assert.False(Names.IsIn(text));
        Assert.Equal(text, Names.Replace(text, Pseudonym));
    }
}
