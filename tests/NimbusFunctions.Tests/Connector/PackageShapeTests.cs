using NimbusFunctions.Tasks.Connector.Posts;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tests.Connector;

public sealed class PackageShapeTests
{
    private static readonly SwaggerDocument Package = SwaggerDocument.Package;

    [Fact]
    public void Operations_OfThePackage_EachHaveTheirJson()
    {
        Assert.Equal(Package.Operations.Select(operation => operation.Id).Order(), OperationJson.All.Keys.Order());
        Assert.Equal(
            Package.Operations.Where(operation => operation.IsTrigger).Select(operation => operation.Id).Order(), OperationJson.Told.Keys.Order());
        foreach (var operation in Package.Operations)
        {
            var json = OperationJson.All[operation.Id];
            Assert.True(json.Body is null == operation.Body is null, $"{operation} has a body, or has none");
            Assert.True(json.Answers.Count == 0 == operation.Answer is null, $"{operation} has an answer, or has none");
        }
    }

    /// <summary>Both ways: a field that the package lacks is a fault like one that the app lacks, for the app refuses what it does not know.</summary>
    [Fact]
    public void Bodies_OfThePackage_AreWhatTheAppReads()
    {
        var faults = new SchemaFaults(Package);
        foreach (var operation in Package.Operations.Where(operation => operation.Body is not null))
            faults.Compare(operation.ToString(), operation.Body!.Value, [OperationJson.All[operation.Id].Body!]);

        Assert.True(faults.All.Count == 0, string.Join('\n', faults.All));
    }

    [Fact]
    public void Answers_OfThePackage_AreWhatTheAppWrites()
    {
        var faults = new SchemaFaults(Package);
        foreach (var operation in Package.Operations.Where(operation => operation.Answer is not null))
            faults.Compare(operation.ToString(), operation.Answer!.Value, OperationJson.All[operation.Id].Answers, OperationJson.NeverAnswered);

        Assert.True(faults.All.Count == 0, string.Join('\n', faults.All));
    }

    [Fact]
    public void Notifications_OfThePackage_AreWhatTheAppTells()
    {
        var faults = new SchemaFaults(Package);
        foreach (var operation in Package.Operations.Where(operation => operation.IsTrigger))
            faults.Compare(operation.ToString(), operation.Notification!.Value, [OperationJson.Told[operation.Id]], OperationJson.NeverAnswered);

        Assert.True(faults.All.Count == 0, string.Join('\n', faults.All));
    }

    [Fact]
    public void Refusals_OfThePackage_AreTheAppsProblems()
    {
        var faults = new SchemaFaults(Package);
        foreach (var operation in Package.Operations)
        {
            foreach (var answer in operation.Node.GetProperty("responses").EnumerateObject().Where(answer => answer.Name[0] is '4' or '5'))
            {
                var isPost = answer.Name is "409" or "429" && OperationJson.All[operation.Id].Answers.Contains(nameof(AdmissionPreview));
                faults.Compare(
                    $"{operation} {answer.Name}", answer.Value.GetProperty("schema"), [isPost ? nameof(LimitReachedProblem) : $"Web.{nameof(Problem)}"]);
            }
        }

        Assert.True(faults.All.Count == 0, string.Join('\n', faults.All));
    }
}
