"""The ground floor: database, time, access, forms and pages. It knows no room."""
