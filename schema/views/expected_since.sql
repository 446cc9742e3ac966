-- Expected days after the last day with any value action; see expected_since_by_masks.
CREATE OR REPLACE VIEW expected_since AS
SELECT * FROM expected_since_by_masks(ons = {ons:Array(Date)}, masks = 'all')
