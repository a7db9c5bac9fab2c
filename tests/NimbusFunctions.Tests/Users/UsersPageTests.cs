using System.Text;

namespace NimbusFunctions.Tests.Users;

public sealed class UsersPageTests
{
    [Fact]
    public void Rows_OfTheProductsPages_AreEachShownByATest()
    {
        Assert.Empty(SeedRow.All.Select(row => row.Row).Except(UsersPage.Shown.Select(shown => shown.Row)));
        Assert.Empty(UsersPage.Shown.Select(shown => shown.Row).Except(SeedRow.All.Select(row => row.Row)));
        Assert.Equal(SeedRow.All.Count, SeedRow.All.Select(row => row.Row).Distinct().Count());
    }

    /// <summary>With NIMBUS_WRITE_DOCS=1 the page is written anew.</summary>
    [Fact]
    public void Page_InTheDocumentation_IsMadeOfTheCode()
    {
        var path = Path.Combine(Repository.Root, "docs", "users.md");
        if (Environment.GetEnvironmentVariable("NIMBUS_WRITE_DOCS") == "1")
            File.WriteAllText(path, UsersPage.Write(), new UTF8Encoding(false));

        Assert.Equal(UsersPage.Write(), File.ReadAllText(path));
    }
}
