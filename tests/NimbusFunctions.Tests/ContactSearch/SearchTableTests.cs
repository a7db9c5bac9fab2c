using NimbusFunctions.ContactSearch;

namespace NimbusFunctions.Tests.ContactSearch;

/// <summary>The product's table of searchable fields, written down from its documentation.</summary>
public sealed class SearchTableTests
{
    // Field, address books, directory, Exchange: s is searched, c finds what stands within too, f narrows.
    private const string Seed = """
        id             | -   | -  | -
        externalId     | -   | -  | -
        displayName    | sc  | s  | sc
        givenName      | -   | s  | -
        firstName      | sc  | -  | -
        lastName       | sc  | -  | -
        initials       | sc  | -  | -
        surname        | -   | s  | -
        mail           | sc  | s  | -
        userPrincipalName | sc | s | -
        jobTitle       | scf | sf | scf
        businessPhones | sc  | -  | -
        homePhones     | sc  | -  | -
        mobilePhones   | sc  | -  | -
        imAddress      | sc  | -  | -
        street         | sc  | -  | -
        city           | sc  | sf | -
        company        | sc  | -  | sf
        country        | scf | sf | -
        department     | scf | sf | sf
        state          | scf | sf | -
        postalCode     | sc  | -  | -
        picture        | -   | -  | -
        customFields   | -   | -  | -
        """;

    [Fact]
    public void Fields_AgainstTheProductsTable_AreTheSame() => Assert.Equal(
        Seed.Split('\n').Select(line => string.Join(" | ", line.Split('|').Select(cell => cell.Trim()))),
        SearchField.All.Select(field => $"{field.Name} | {Signs(field.AddressBooks)} | {Signs(field.Directory)} | {Signs(field.Exchange)}"));

    [Fact]
    public void Documentation_HasTheSameTable()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "contacts.md"));

        Assert.All(SearchField.All, field => Assert.Contains(
            $"| `{field.Name}` | {Words(field.AddressBooks)} | {Words(field.Directory)} | {Words(field.Exchange)} | {Words(field.Services)} |", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Filters_AreThoseOfTheTable() =>
        Assert.Equal(["jobTitle", "city", "company", "country", "department", "state"], SearchField.Filters);

    private static string Signs(FieldAbility ability) => ability == FieldAbility.None ? "-" : string.Concat(
        new[] { (FieldAbility.Search, "s"), (FieldAbility.Contains, "c"), (FieldAbility.Filter, "f") }.Where(pair => ability.HasFlag(pair.Item1)).Select(pair => pair.Item2));

    private static string Words(FieldAbility ability) => string.Join(", ",
        new[] { (FieldAbility.Search, "search"), (FieldAbility.Contains, "contains"), (FieldAbility.Filter, "filter") }.Where(pair => ability.HasFlag(pair.Item1)).Select(pair => pair.Item2));
}
