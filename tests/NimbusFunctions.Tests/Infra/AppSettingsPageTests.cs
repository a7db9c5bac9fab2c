using System.Text;

namespace NimbusFunctions.Tests.Infra;

public sealed class AppSettingsPageTests
{
    /// <summary>With NIMBUS_WRITE_DOCS=1 the page is written anew.</summary>
    [Fact]
    public void Page_InTheDocumentation_IsMadeOfTheOptions()
    {
        var path = Path.Combine(Repository.Root, "docs", "app-settings.md");
        if (Environment.GetEnvironmentVariable("NIMBUS_WRITE_DOCS") == "1")
            File.WriteAllText(path, AppSettingsPage.Write(), new UTF8Encoding(false));

        Assert.Equal(AppSettingsPage.Write(), File.ReadAllText(path));
    }

    [Fact]
    public void Settings_All_AreExplained() => Assert.DoesNotContain("|  |", AppSettingsPage.Write(), StringComparison.Ordinal);
}
